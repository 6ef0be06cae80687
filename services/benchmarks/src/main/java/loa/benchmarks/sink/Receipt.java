package loa.benchmarks.sink;

import java.net.URI;

/** One status callback. */
record Receipt(URI callback, String sid, String status) {}
