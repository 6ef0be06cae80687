package loa.push.device;

import java.util.List;

import loa.api.access.Caller;
import loa.api.imports.ImportFormat;
import loa.api.imports.ImportId;
import loa.api.imports.RowImport;
import loa.api.imports.RowImporter;
import loa.delivery.desk.AreaLookup;

/** Imports devices from {@code installation,token,platform,areas,language}. An imported device gets its key at its app's first call. */
final class DeviceImporter implements RowImporter {
    private static final ImportFormat FORMAT = new ImportFormat(List.of("installation", "token", "platform", "areas"), List.of("language"));

    private final DeviceStore devices;
    private final AreaLookup areas;

    DeviceImporter(DeviceStore devices, AreaLookup areas) {
        this.devices = devices;
        this.areas = areas;
    }

    @Override
    public String kind() {
        return "devices";
    }

    @Override
    public ImportFormat format() {
        return FORMAT;
    }

    @Override
    public RowImport open(ImportId id, Caller caller) {
        return new DeviceImport(devices, areas.forFile(), id.value());
    }
}
