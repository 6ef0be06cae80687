package loa.sms.subscription;

/**
 * What became of the good rows of a file.
 *
 * @param added     numbers that were new
 * @param changed   known numbers whose terms are others now
 * @param unchanged known numbers whose terms were these already
 * @param merged    rows that were united with another row of the same number
 * @param skipped   numbers that have opted out since
 */
record MergeCounts(int added, int changed, int unchanged, int merged, int skipped) {}
