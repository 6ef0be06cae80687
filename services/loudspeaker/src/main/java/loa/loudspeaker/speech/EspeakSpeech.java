package loa.loudspeaker.speech;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * espeak-ng as a program of its own (it is GPL and never linked). The text goes in on standard input, so that no text is ever an option,
 * and no shell stands between. Thread-safe.
 */
final class EspeakSpeech implements Speech {
    private static final Logger LOG = LoggerFactory.getLogger(EspeakSpeech.class);
    /** Half an hour at 22,050 Hz: more than the longest text, and a bound for memory. */
    private static final int MOST_BYTES = 80_000_000;

    private final String program;
    private final String voice;
    private final int wordsPerMinute;
    private final Duration limit;

    EspeakSpeech(String program, String voice, int wordsPerMinute, Duration limit) {
        this.program = program;
        this.voice = voice;
        this.wordsPerMinute = wordsPerMinute;
        this.limit = limit;
    }

    @Override
    public String voice() {
        return "espeak-ng";
    }

    @Override
    public Optional<Sound> speak(String text) {
        Process process;
        try {
            process = new ProcessBuilder(program, "-b", "1", "-v", voice, "-s", Integer.toString(wordsPerMinute), "--stdin", "--stdout")
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("program", program).log("There is no speech: the program cannot be started.");
            return Optional.empty();
        }
        try {
            return Wave.read(talkTo(process, text)).filter(s -> !s.isEmpty());
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.atWarn().addKeyValue("program", program).addKeyValue("characters", text.length()).setCause(e)
                    .log("The text was not spoken.");
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            process.destroyForcibly();
        }
    }

    private byte[] talkTo(Process process, String text) throws IOException, InterruptedException, ExecutionException, TimeoutException {
        var wave = new FutureTask<>(() -> {
            try (InputStream out = process.getInputStream()) {
                return out.readNBytes(MOST_BYTES);
            }
        });
        Thread.ofVirtual().name("loudspeaker-speech").start(wave);
        try (OutputStream in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = wave.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!process.waitFor(1, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("%s did not end well".formatted(program));
        }
        return bytes;
    }
}
