package loa.push;

import loa.delivery.support.SettingsContract;

class PushSettingsTest extends SettingsContract {
    PushSettingsTest() {
        super("push", 8082);
    }
}
