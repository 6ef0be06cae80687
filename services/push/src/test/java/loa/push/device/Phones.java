package loa.push.device;

import java.util.List;
import java.util.stream.Stream;

import loa.contract.AreaCode;
import loa.push.Directives;
import loa.push.address.PushToken;
import loa.push.topic.Membership;

/** Devices for tests. */
public final class Phones {
    private Phones() {}

    static Registration phone(String name, String token, String... areas) {
        return phoneIn("vi", name, token, areas);
    }

    static Registration phoneIn(String language, String name, String token, String... areas) {
        List<AreaCode> codes = Directives.codes(List.of(areas));
        return new Registration(installation(name), new PushToken(token), Platform.ANDROID, codes, language,
                Membership.topics(codes.stream().map(Directives::path), language));
    }

    static Installation installation(String name) {
        return new Installation((name + "-".repeat(22)).substring(0, Math.max(22, name.length())));
    }

    /** Stores a device, as its app would. */
    public static void register(DeviceStore devices, String name, String token, String language, String... areas) {
        devices.write(phoneIn(language, name, token, areas), null);
    }

    /** Ends a device. */
    public static void end(DeviceStore devices, String... names) {
        Stream.of(names).forEach(name -> devices.delete(installation(name)));
    }
}
