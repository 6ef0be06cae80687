package loa.delivery.simulation;

class SqlLedgerPostgresTest extends LedgerContract {
    @Override
    LedgerUnderTest open() {
        return new SqlLedgerUnderTest(NOW, LONGEST_SEND);
    }
}
