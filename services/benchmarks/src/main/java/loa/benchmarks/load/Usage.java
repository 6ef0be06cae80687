package loa.benchmarks.load;

import loa.benchmarks.process.ProcessorTime;

/** Processor time of each group of processes, in milliseconds. */
record Usage(long product, long sink, long kafka, long postgres) {
    /** Up to now, Loa being what is measured. */
    static Usage ofLoa(Stage stage) {
        return new Usage(stage.loa().processorTime(), ProcessorTime.ofProcess(stage.sink().pid()), stage.loa().processorTimeOfKafka(),
                stage.loa().processorTimeOfPostgres());
    }

    /** Up to now, another process being what is measured. */
    static Usage ofPeer(Stage stage, long pid) {
        return new Usage(ProcessorTime.ofProcess(pid), ProcessorTime.ofProcess(stage.sink().pid()), stage.loa().processorTimeOfKafka(),
                stage.loa().processorTimeOfPostgres());
    }

    Usage since(Usage before) {
        return new Usage(product - before.product, sink - before.sink, kafka - before.kafka, postgres - before.postgres);
    }

    /** A time of this many milliseconds as seconds for each thousand recipients: the same number, divided by the recipients. */
    static double perThousand(long millis, int recipients) {
        return (double) millis / recipients;
    }
}
