package loa.loudspeaker.plan;

import loa.contract.DirectiveId;

/** Names one revision of a directive. */
public record OrderKey(DirectiveId directive, int revision) {}
