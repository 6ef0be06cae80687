package loa.delivery.address;

import loa.api.imports.FaultSeal;

/** Keeps what the faults of an import quote as safe as the addresses themselves. Thread-safe. */
public final class SealedFaults implements FaultSeal {
    private final AddressVault vault;

    /** With this vault's keys. */
    public SealedFaults(AddressVault vault) {
        this.vault = vault;
    }

    @Override
    public byte[] seal(String text) {
        return vault.seal(text);
    }

    @Override
    public String open(byte[] sealed) {
        return vault.open(sealed);
    }
}
