package loa.push.device;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.api.access.KeyText;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.delivery.desk.AreaLookup;

/** The calls by which an app subscribes, changes and ends its device. The first one needs no key and gives one; the others need it. */
@RestController
@RequestMapping("/api/v1/push/devices/{installation}")
public class DeviceController {
    private final DeviceStore devices;
    private final AreaLookup areas;
    private final RegistrationLimiter limiter;
    private final SecureRandom random = new SecureRandom();

    DeviceController(DeviceStore devices, AreaLookup areas, RegistrationLimiter limiter) {
        this.devices = devices;
        this.areas = areas;
        this.limiter = limiter;
    }

    /** What an app sends. Fields that are missing are named all at once, so each may be null here. */
    record Body(@Nullable String token, @Nullable String platform, @Nullable List<String> areas, @Nullable String language) {}

    /**
     * What an app gets.
     *
     * @param deviceKey shown once, when the device is new
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(String installation, @Nullable String deviceKey) {}

    /** Stores the device as it is now. */
    @PutMapping
    ResponseEntity<Answer> put(@PathVariable String installation, @RequestBody Body body, @Nullable Caller caller,
            HttpServletRequest request) {
        Optional<String> keyHash = keyHash(installation).filter(hash -> !hash.isEmpty());
        keyHash.ifPresent(hash -> DeviceKeys.require(request, hash));
        if (keyHash.isEmpty() && caller == null) {
            limiter.admit(request.getRemoteAddr());
        }
        DeviceFields fields = new DeviceFields(areas.forRequest());
        Registration registration = fields.read(installation, body.token(), body.platform(), body.areas(), body.language())
                .orElseThrow(() -> ProblemException.invalid(fields.faults()));
        return keyHash.isPresent() ? change(registration) : add(registration);
    }

    /** Ends the device. */
    @DeleteMapping
    ResponseEntity<Void> delete(@PathVariable String installation, HttpServletRequest request) {
        String hash = keyHash(installation).orElseThrow(
                () -> ProblemException.notFound(Wording.of("Không có thiết bị %s.", "There is no device %s.", installation)));
        DeviceKeys.require(request, hash);
        devices.delete(new Installation(installation));
        return ResponseEntity.noContent().build();
    }

    private Optional<String> keyHash(String installation) {
        return Installation.isWellFormed(installation) ? devices.keyHash(new Installation(installation)) : Optional.empty();
    }

    private ResponseEntity<Answer> change(Registration registration) {
        devices.write(registration, null);
        return ResponseEntity.ok(new Answer(registration.installation().value(), null));
    }

    /** Two first calls at once: one gets the key, the other is told that it needs it. */
    private ResponseEntity<Answer> add(Registration registration) {
        KeyText key = KeyText.next(KeyText.Kind.DEV, random);
        if (!devices.write(registration, key.hash())) {
            throw DeviceKeys.missing();
        }
        return ResponseEntity.status(HttpStatus.CREATED).body(new Answer(registration.installation().value(), key.value()));
    }
}
