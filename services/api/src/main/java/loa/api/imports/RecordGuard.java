package loa.api.imports;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Ends the reading of a file in which one record does not end: behind an unclosed quote the parser would gather all the rest of the file
 * in memory. For one file, not thread-safe.
 */
final class RecordGuard extends FilterReader {
    /** Thousands of times what a row needs; the parser reads a few thousand characters ahead. */
    static final int MOST_CHARACTERS = 1 << 20;

    private int sinceLastRecord;

    RecordGuard(Reader in) {
        super(in);
    }

    /** The record is longer than any that we take. */
    static final class EndlessRecordException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** To be called after each record. */
    void recordEnded() {
        sinceLastRecord = 0;
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        count(c < 0 ? 0 : 1);
        return c;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count(Math.max(0, n));
        return n;
    }

    private void count(int characters) throws IOException {
        sinceLastRecord += characters;
        if (sinceLastRecord > MOST_CHARACTERS) {
            throw new EndlessRecordException();
        }
    }
}
