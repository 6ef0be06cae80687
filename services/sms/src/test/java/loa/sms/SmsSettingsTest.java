package loa.sms;

import loa.delivery.support.SettingsContract;

class SmsSettingsTest extends SettingsContract {
    SmsSettingsTest() {
        super("sms", 8081);
    }
}
