package loa.sandbox.fcm;

import java.time.Instant;

/** One accepted message. */
record Push(String name, Instant acceptedAt, PushRequest request) {}
