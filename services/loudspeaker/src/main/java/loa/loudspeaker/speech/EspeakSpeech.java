package loa.loudspeaker.speech;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
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
    public Answer speak(String text) {
        Process process;
        try {
            process = new ProcessBuilder(program, "-b", "1", "-v", voice, "-s", Integer.toString(wordsPerMinute), "--stdin", "--stdout")
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            return isThere() ? failed(text, e) : missing();
        }
        try {
            return answer(talkTo(process, text));
        } catch (IOException | ExecutionException | TimeoutException e) {
            return failed(text, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Failed(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Answer answer(byte[] wave) throws IOException {
        if (wave.length >= MOST_BYTES) {
            return new Answer.Mute("the text is longer than half an hour");
        }
        Sound sound = Wave.read(wave).orElseThrow(() -> new IOException("what was said is no wave"));
        return sound.isEmpty() ? new Answer.Mute("nothing in the text can be said") : new Answer.Spoken(sound);
    }

    /** Writing and reading together within the limit: a program that hangs takes no text, either. */
    private byte[] talkTo(Process process, String text) throws IOException, InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + limit.toNanos();
        FutureTask<byte[]> wave = begin(() -> {
            try (InputStream out = process.getInputStream()) {
                return out.readNBytes(MOST_BYTES);
            }
        });
        // What it does not take shows in how it ends.
        var _ = begin(() -> {
            try (OutputStream in = process.getOutputStream()) {
                in.write(text.getBytes(StandardCharsets.UTF_8));
                return text;
            }
        });
        byte[] bytes = wave.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (bytes.length < MOST_BYTES && (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS) || process.exitValue() != 0)) {
            throw new IOException("%s did not end well".formatted(program));
        }
        return bytes;
    }

    private static <T> FutureTask<T> begin(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().name("loudspeaker-speech").start(task);
        return task;
    }

    private Answer missing() {
        LOG.atWarn().addKeyValue("program", program).log("There is no speech: the program is missing.");
        return new Answer.Mute("the program is missing");
    }

    private Answer failed(String text, Exception cause) {
        LOG.atWarn().addKeyValue("program", program).addKeyValue("characters", text.length()).setCause(cause)
                .log("The text was not spoken.");
        return new Answer.Failed(cause);
    }

    /** A program that is there and does not start lacks memory or a process for the moment. */
    private boolean isThere() {
        if (program.contains(File.separator)) {
            return Files.isExecutable(Path.of(program));
        }
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Arrays.stream(path.split(File.pathSeparator, -1)).anyMatch(d -> Files.isExecutable(Path.of(d, program)));
    }
}
