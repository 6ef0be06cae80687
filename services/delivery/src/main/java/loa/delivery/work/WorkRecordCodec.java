package loa.delivery.work;

import java.util.List;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.contract.LoaJson;
import loa.delivery.RecipientId;
import loa.delivery.Revision;

/** Work records as the JSON of their topics. Thread-safe. */
public final class WorkRecordCodec {
    private final JsonMapper json = LoaJson.mapper();

    /** The bytes of a record's value. */
    public byte[] write(WorkRecord record) {
        List<RunJson> runs = record.runs().stream()
                .map(run -> new RunJson(run.area(), run.recipients().stream().map(RecipientId::toString).toList())).toList();
        return json.writeValueAsBytes(new RecordJson(record.revision().directive(), record.revision().number(), record.seq(), runs));
    }

    /** The record, or nothing when these bytes are none. */
    public Optional<WorkRecord> read(byte[] value) {
        try {
            RecordJson read = json.readValue(value, RecordJson.class);
            List<WorkRecord.Run> runs = read.runs().stream()
                    .map(run -> new WorkRecord.Run(run.area(), run.recipients().stream().map(WorkRecordCodec::recipient).toList()))
                    .toList();
            return Optional.of(new WorkRecord(new Revision(read.directive(), read.revision()), read.seq(), runs));
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static RecipientId recipient(String text) {
        return new RecipientId(java.util.UUID.fromString(text));
    }

    private record RecordJson(DirectiveId directive, int revision, int seq, List<RunJson> runs) {}

    private record RunJson(AreaCode area, List<String> recipients) {}
}
