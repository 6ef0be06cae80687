package loa.delivery.simulation;

/** What befalls the provider in one world: that it takes nothing for a while, and again, or only so many in a second. */
final class ProviderFate {
    private final World world;
    private final Chance chance;
    private final int chaosMs;

    ProviderFate(World world) {
        this.world = world;
        this.chance = world.chance;
        this.chaosMs = (int) world.scenario.chaos().toMillis();
    }

    void draw() {
        may(0.3, Happening.PROVIDER_LIMITED, 0, () -> world.provider.limitFor(chance.millis(2_000, 12_000), chance.between(3, 12)));
        may(0.3, Happening.PROVIDER_BUSY, 0, () -> world.provider.busyFor(chance.millis(500, 8_000)));
        may(0.2, Happening.PROVIDER_BUSY_AGAIN, chaosMs / 2, () -> world.provider.busyFor(chance.millis(500, 4_000)));
    }

    private void may(double share, Happening what, int earliest, Runnable happens) {
        if (chance.happens(share)) {
            chance.note(what);
            world.time.in(chance.millis(earliest, chaosMs), happens);
        }
    }
}
