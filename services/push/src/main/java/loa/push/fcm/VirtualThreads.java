package loa.push.fcm;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

import com.google.firebase.FirebaseApp;
import com.google.firebase.ThreadManager;

/** Gives the SDK virtual threads, since each of its calls blocks one. */
final class VirtualThreads extends ThreadManager {
    private final ThreadFactory threads = Thread.ofVirtual().name("push-fcm-", 0).factory();

    @Override
    protected ExecutorService getExecutor(FirebaseApp app) {
        return Executors.newThreadPerTaskExecutor(threads);
    }

    @Override
    protected void releaseExecutor(FirebaseApp app, ExecutorService executor) {
        executor.shutdownNow();
    }

    @Override
    protected ThreadFactory getThreadFactory() {
        return threads;
    }
}
