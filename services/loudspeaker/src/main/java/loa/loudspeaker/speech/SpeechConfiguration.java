package loa.loudspeaker.speech;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Speech and clips. */
@Configuration(proxyBeanMethods = false)
@Import(ClipController.class)
@EnableConfigurationProperties(SpeechConfiguration.SpeechProperties.class)
public class SpeechConfiguration {
    @Bean
    Clips clips(SpeechProperties properties, JdbcClient jdbc, InstantSource clock, @Value("${loa.data-dir}") Path dataDirectory) {
        var speech = new EspeakSpeech(properties.program(), properties.voice(), properties.wordsPerMinute(), properties.timeLimit());
        var maker = new ClipMaker(speech, new SpokenForm(), new SpeechLength(properties.wordsPerMinute()));
        return new Clips(maker, jdbc, dataDirectory.resolve("clips"), clock);
    }

    /**
     * {@code loa.loudspeaker.speech}.
     *
     * @param program        the speech program, by name or path; where it is missing there are chimes
     * @param voice          one of its voices
     * @param wordsPerMinute as the program counts them; 165 is about fifteen characters a second
     * @param timeLimit      after which the program is ended and the clip is tried again; an emergency takes a chime
     */
    @ConfigurationProperties("loa.loudspeaker.speech")
    record SpeechProperties(@DefaultValue("espeak-ng") String program, @DefaultValue("vi") String voice,
            @DefaultValue("165") int wordsPerMinute, @DefaultValue("20s") Duration timeLimit) {}
}
