package loa.benchmarks.sink;

import io.netty.buffer.ByteBuf;

/** Status and JSON of one answer. Whoever writes it releases it. */
record Answer(int status, ByteBuf json) {}
