package loa.push.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import loa.api.problem.FieldFault;
import loa.api.problem.Wording;
import loa.contract.AreaCode;
import loa.delivery.desk.AreaLookup;
import loa.delivery.subscriber.Languages;
import loa.push.address.PushToken;
import loa.push.topic.Membership;

/** Reads the fields of one device, from JSON or from a row, and finds everything that is wrong with them at once. */
final class DeviceFields {
    private final AreaLookup known;
    private final List<FieldFault> faults = new ArrayList<>();

    /** Looks areas up in these. */
    DeviceFields(AreaLookup known) {
        this.known = known;
    }

    /** The device, or empty when there are {@link #faults()}. */
    Optional<Registration> read(String installation, @Nullable String token, @Nullable String platform, @Nullable List<String> areas,
            @Nullable String language) {
        check(Installation.isWellFormed(installation), "/installation", "invalid-installation",
                Wording.of("Mã cài đặt phải có 22–64 ký tự A–Z, a–z, 0–9, - hoặc _.",
                        "An installation has 22–64 characters of A–Z, a–z, 0–9, - or _."));
        checkToken(token);
        Optional<Platform> system = platform(platform);
        String read = language == null || language.isBlank() ? Languages.DEFAULT : language.strip();
        check(Languages.isKnown(read), "/language", "invalid-language", Languages.unknown(read));
        Map<AreaCode, List<AreaCode>> paths = paths(areas == null ? List.of() : areas);
        if (!faults.isEmpty() || token == null || system.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Registration(new Installation(installation), new PushToken(token), system.get(), List.copyOf(paths.keySet()),
                read, Membership.topics(paths.values().stream(), read)));
    }

    List<FieldFault> faults() {
        return List.copyOf(faults);
    }

    /** Does not repeat the token: whoever reads an answer or a file of faults must not be able to use it. */
    private void checkToken(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            check(false, "/token", "required", Wording.of("Thiếu mã thiết bị.", "A token is needed."));
            return;
        }
        check(PushToken.isWellFormed(token), "/token", "invalid-token",
                Wording.of("Mã thiết bị có 1–%d ký tự, không có khoảng trắng.", "A token has 1–%d characters and no spaces.",
                        PushToken.MAX_LENGTH));
    }

    private Optional<Platform> platform(@Nullable String platform) {
        Optional<Platform> system = Optional.ofNullable(platform).flatMap(Platform::ofCode);
        check(system.isPresent(), "/platform", platform == null ? "required" : "unknown-platform",
                Wording.of("Nền tảng phải là android, ios hoặc web.", "The platform must be android, ios or web."));
        return system;
    }

    private Map<AreaCode, List<AreaCode>> paths(List<String> areas) {
        if (areas.isEmpty() || areas.size() > Registration.MAX_AREAS) {
            check(false, "/areas", areas.isEmpty() ? "required" : "too-many",
                    Wording.of("Cần 1–%d địa bàn.", "1–%d areas are needed.", Registration.MAX_AREAS));
            return Map.of();
        }
        Map<AreaCode, List<AreaCode>> paths = new LinkedHashMap<>();
        for (int i = 0; i < areas.size(); i++) {
            String pointer = "/areas/" + i;
            // JSON may hold null here, whatever the type says.
            known.read(String.valueOf(areas.get(i)), (code, detail) -> faults.add(new FieldFault(pointer, code, detail)))
                    .ifPresent(area -> paths.put(area.code(), area.path()));
        }
        return paths;
    }

    private void check(boolean good, String pointer, String code, Wording detail) {
        if (!good) {
            faults.add(new FieldFault(pointer, code, detail));
        }
    }
}
