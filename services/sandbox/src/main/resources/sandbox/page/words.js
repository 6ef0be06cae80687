'use strict';

/** Every word of the page, in Vietnamese first. */
const WORDS = {
  vi: {
    title: 'Môi trường thử', subtitle: 'Điện thoại, ứng dụng và loa giả: không có gì rời khỏi máy này.', other: 'English', otherLanguage: 'en',
    page: 'Loa – môi trường thử', figures: 'Số liệu', find: 'Tìm số điện thoại', jump: 'Đến phần',
    sms: 'Tin nhắn', push: 'Thông báo đẩy', plays: 'Lượt phát',
    distinct: 'Khác nhau', duplicates: 'Trùng', refused: 'Từ chối', receipts: 'Xác nhận',
    devices: 'Thiết bị', topics: 'Chủ đề', stations: 'Cụm loa', playlists: 'Danh sách phát', clips: 'Âm thanh',
    phones: 'Điện thoại', apps: 'Ứng dụng', loudspeakers: 'Loa truyền thanh',
    noPhones: 'Chưa có tin nhắn nào đến.', noSuchPhone: 'Số này chưa nhận tin nhắn nào.', noApps: 'Chưa có thông báo nào đến.', noStations: 'Chưa có cụm loa nào.',
    queued: 'đã nhận', sent: 'đã gửi đi', delivered: 'đã đến máy', undelivered: 'không đến được',
    live: 'trực tiếp', away: 'mất kết nối', toTopic: 'chủ đề', toDevice: 'thiết bị',
    playing: 'đang phát', idle: 'im lặng', connecting: 'đang kết nối', connected: 'đã kết nối',
    completed: 'phát hết', interrupted: 'bị ngắt', seconds: 'giây',
    emergency: 'khẩn cấp', priority: 'ưu tiên', routine: 'thông thường',
  },
  en: {
    title: 'Sandbox', subtitle: 'Fake phones, apps and loudspeakers: nothing leaves this machine.', other: 'Tiếng Việt', otherLanguage: 'vi',
    page: 'Loa – sandbox', figures: 'Figures', find: 'Find a phone number', jump: 'Go to',
    sms: 'Text messages', push: 'Push messages', plays: 'Plays',
    distinct: 'Distinct', duplicates: 'Duplicates', refused: 'Refused', receipts: 'Receipts',
    devices: 'Devices', topics: 'Topics', stations: 'Stations', playlists: 'Playlists', clips: 'Clips',
    phones: 'Phones', apps: 'Apps', loudspeakers: 'Loudspeakers',
    noPhones: 'No message has come yet.', noSuchPhone: 'This number has received nothing.', noApps: 'No push has come yet.', noStations: 'No station is played for yet.',
    queued: 'accepted', sent: 'sent', delivered: 'delivered', undelivered: 'undelivered',
    live: 'live', away: 'no connection', toTopic: 'topic', toDevice: 'device',
    playing: 'playing', idle: 'silent', connecting: 'connecting', connected: 'connected',
    completed: 'completed', interrupted: 'interrupted', seconds: 's',
    emergency: 'emergency', priority: 'priority', routine: 'routine',
  },
};
