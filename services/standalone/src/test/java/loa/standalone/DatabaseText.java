package loa.standalone;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import tools.jackson.databind.JsonNode;

/** Every row of every table of ours as text: what a thief of a dump would read. */
final class DatabaseText {
    private DatabaseText() {}

    static String dump(String url, String user, String password) throws SQLException {
        var text = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(url, user, password); Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                try (ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
                    while (rows.next()) {
                        text.append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        return text.toString();
    }

    /** A line for each push that was under way when its sender died and was sent again afterwards. */
    static List<String> repeatedOverACrash(JsonNode postgres, String directive) {
        List<String> lines = new ArrayList<>();
        String query = """
            select format('%s: attempt %s at %s %s (%s), sent again at %s: %s',
                          d.id, a.number, a.at, a.outcome, a.code, d.last_attempt_at, d.state)
              from push.delivery d join push.attempt a on a.delivery = d.id
             where d.revision_key in (select revision_key from push.directive_taken where directive = ?::uuid) and a.code = 'owner-dead' and d.attempts > a.number
             order by d.id""";
        try (Connection connection = DriverManager.getConnection(postgres.path("url").asString(), postgres.path("user").asString(),
                postgres.path("password").asString()); PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, directive);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException("The ledger of push cannot be read", e);
        }
    }

    /** A number as it is, in hex, and as it looks inside of any longer text in base64, wherever it begins there. */
    static List<String> disguises(String number) {
        byte[] digits = number.getBytes(StandardCharsets.US_ASCII);
        List<String> disguises = new ArrayList<>(List.of(number, HexFormat.of().formatHex(digits)));
        for (int before = 0; before < 3; before++) {
            byte[] within = new byte[before + digits.length];
            System.arraycopy(digits, 0, within, before, digits.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(within);
            int foreignAhead = (before * 8 + 5) / 6;
            int own = within.length * 8 / 6;
            disguises.add(base64.substring(foreignAhead, own));
        }
        return disguises;
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        String query = """
            select format('%I.%I', table_schema, table_name) from information_schema.tables
            where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')""";
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
