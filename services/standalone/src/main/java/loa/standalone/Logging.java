package loa.standalone;

import org.slf4j.bridge.SLF4JBridgeHandler;

import loa.standalone.data.DataDirectory;

/** One log for the whole process, in the data directory: four service contexts must not set it up four times. */
final class Logging {
    private Logging() {}

    /** Must run before the first logger is made. */
    static void into(DataDirectory data) {
        System.setProperty("LOA_LOG_FILE", data.subdirectory("log").resolve("loa.log").toString());
        System.setProperty("logback.configurationFile", "loa/standalone/logback.xml");
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
