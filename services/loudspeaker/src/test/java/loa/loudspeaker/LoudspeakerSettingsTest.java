package loa.loudspeaker;

import loa.delivery.support.SettingsContract;

class LoudspeakerSettingsTest extends SettingsContract {
    LoudspeakerSettingsTest() {
        super("loudspeaker", 8083);
    }
}
