package loa.standalone;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what a start has opened, last first, unless the start came to its end. */
final class Undo implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    void keep() {
        opened.clear();
    }

    @Override
    public void close() {
        for (AutoCloseable resource : opened) {
            try {
                resource.close();
            } catch (Exception e) { // whatever it is, the others have to be closed too
                System.getLogger(Undo.class.getName()).log(System.Logger.Level.WARNING, "Could not close what the start had opened", e);
            }
        }
    }
}
