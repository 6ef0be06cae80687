package loa.push.device;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.delivery.address.AddressVault;
import loa.push.device.DeviceStore.Change;

/**
 * A device that is to be written.
 *
 * @param token sealed
 */
record SealedDevice(Registration device, Fingerprint fingerprint, byte[] token) {
    static SealedDevice of(Registration device, AddressVault vault) {
        String token = device.token().value();
        return new SealedDevice(device, new Fingerprint(vault.fingerprint(token)), vault.seal(token));
    }

    String installation() {
        return device.installation().value();
    }

    /** Whether its areas stand in the database already; a device that had lost its token had lost them too. */
    boolean hasAreasOf(@Nullable StoredDevice before) {
        return before != null && before.fingerprint() != null
                && before.areas().equals(device.areas().stream().map(AreaCode::value).toList());
    }

    Change change(@Nullable StoredDevice before) {
        if (before == null) {
            return Change.ADDED;
        }
        boolean same = fingerprint.equals(before.fingerprint()) && hasAreasOf(before) && before.language().equals(device.language())
                && before.platform().equals(device.platform().code());
        return same ? Change.UNCHANGED : Change.CHANGED;
    }
}
