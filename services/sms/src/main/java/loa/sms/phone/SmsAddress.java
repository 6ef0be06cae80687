package loa.sms.phone;

/**
 * What sending needs to know of a recipient.
 *
 * @param language ISO 639 code of the bulletin that he gets, where the directive has one
 */
public record SmsAddress(PhoneNumber phone, String language) {}
