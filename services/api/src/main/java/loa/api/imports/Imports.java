package loa.api.imports;

/** Where a service gets its import resources. */
public final class Imports {
    private final ImportJobs jobs;
    private final ImportStore store;
    private final Upload upload;

    Imports(ImportJobs jobs, ImportStore store, Upload upload) {
        this.jobs = jobs;
        this.store = store;
        this.upload = upload;
    }

    /**
     * The imports that this importer carries out.
     *
     * @param path where they are found, such as {@code /api/v1/sms/imports}
     */
    public ImportResource resource(String path, RowImporter importer) {
        return new ImportResource(jobs, store, upload, importer, path);
    }
}
