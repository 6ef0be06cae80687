package loa.delivery.http;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The server's side of one HTTP/2 connection, frame by frame (RFC 9113, section 4). It never looks into header blocks. */
public final class Http2Peer {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int GOAWAY = 7;
    public static final int REFUSED_STREAM = 7;
    static final int CANCEL = 8;

    private static final int PING = 6;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final byte STATUS_200 = (byte) 0x88;
    private static final int PREFACE = 24;

    private final DataInputStream in;
    private final OutputStream out;

    /** As it came. */
    public record Frame(int type, int flags, int stream, byte[] payload) {}

    /** Reads the preface; says how many streams may be open, unless it is negative: then nothing. */
    public Http2Peer(Socket socket, int streams) throws IOException {
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        in.readNBytes(PREFACE);
        if (streams >= 0) {
            write(SETTINGS, 0, 0, ByteBuffer.allocate(6).putShort((short) 3).putInt(streams).array());
        }
    }

    /** The next one that ends a request or a stream; answers what is to be answered at once. */
    Frame next() throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt() & Integer.MAX_VALUE;
            var frame = new Frame(type, flags, stream, in.readNBytes(length));
            if (type == DATA && length > 0) {
                write(WINDOW_UPDATE, 0, 0, ByteBuffer.allocate(4).putInt(length).array());
            }
            if (type == SETTINGS && (flags & ACK) == 0) {
                write(SETTINGS, ACK, 0, new byte[0]);
            } else if (type == PING && (flags & ACK) == 0) {
                write(PING, ACK, 0, frame.payload());
            } else if (type == RST_STREAM || (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
                return frame;
            }
        }
    }

    /** The next request; the body of its last frame is in it. */
    public Frame request() throws IOException {
        Frame frame = next();
        while (frame.type() == RST_STREAM) {
            frame = next();
        }
        return frame;
    }

    /** Answers with status 200. */
    public void answer(int stream, String body) throws IOException {
        write(HEADERS, END_HEADERS, stream, new byte[]{STATUS_200});
        write(DATA, END_STREAM, stream, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends a stream with an error. */
    public void reset(int stream, int error) throws IOException {
        write(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(error).array());
    }

    /** Says that no stream above {@code last} is looked at. */
    public void goAway(int last) throws IOException {
        write(GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(last).putInt(0).array());
    }

    /** Answers every request with what it said, until the connection ends. */
    void echo() throws IOException {
        while (true) {
            Frame request = request();
            answer(request.stream(), new String(request.payload(), StandardCharsets.UTF_8));
        }
    }

    static int error(Frame reset) {
        return ByteBuffer.wrap(Arrays.copyOf(reset.payload(), 4)).getInt();
    }

    private synchronized void write(int type, int flags, int stream, byte[] payload) throws IOException {
        out.write(ByteBuffer.allocate(9 + payload.length).putShort((short) (payload.length >> 8)).put((byte) payload.length)
                .put((byte) type).put((byte) flags).putInt(stream).put(payload).array());
        out.flush();
    }
}
