package loa.delivery.simulation;

class ModelLedgerTest extends LedgerContract {
    @Override
    LedgerUnderTest open() {
        return new ModelLedger(NOW, LONGEST_SEND);
    }
}
