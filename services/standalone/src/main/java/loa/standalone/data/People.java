package loa.standalone.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/** The first people of an installation: one for each of three roles, with passwords and keys made at the first start. */
public final class People {
    private static final List<String> ROLES = List.of("drafter", "approver", "administrator");

    private People() {}

    /** Three people with new secrets. */
    public static Map<String, Credentials.Person> generate() {
        Map<String, Credentials.Person> people = new LinkedHashMap<>();
        ROLES.forEach(role -> people.put(role, new Credentials.Person(role, Secrets.password(), Secrets.apiKey())));
        return people;
    }

    /** Writes the file by which the desk knows them at its start. */
    public static void write(DataDirectory data, Credentials credentials) {
        List<Entry> entries = ROLES.stream().map(role -> entry(role, credentials.people().get(role))).toList();
        PrivateFiles.write(data.path().resolve("people.json"), JsonMapper.builder().build().writeValueAsBytes(entries));
    }

    private static Entry entry(String role, Credentials.@org.jspecify.annotations.Nullable Person person) {
        if (person == null) {
            throw new IllegalStateException("credentials.json has no " + role);
        }
        return new Entry(person.name(), person.password(), person.apiKey(), List.of(role));
    }

    private record Entry(String name, String password, String apiKey, List<String> roles) {}
}
