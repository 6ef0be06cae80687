'use strict';

/* Asks each second and shows what changed. Everything that comes from outside goes in as text, never as markup. */

const EVERY_MS = 1000;
const PHONES = 8;
const byId = id => document.getElementById(id);
let language = (new URLSearchParams(location.search).get('lang') || remembered()) === 'en' ? 'en' : 'vi';
const word = key => WORDS[language][key] ?? key;

/** The language that was chosen here last; a browser may forbid to remember anything. */
function remembered() {
  try {
    return localStorage.getItem('loa-language');
  } catch (forbidden) {
    return null;
  }
}

function remember(chosen) {
  try {
    localStorage.setItem('loa-language', chosen);
  } catch (forbidden) {
    // then it is Vietnamese again next time
  }
}

/** An element with a class, text and children. */
function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

function time(text) {
  return text.slice(11, 19);
}

function number(value) {
  return new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB').format(value);
}

/** Keeps the elements that are still wanted, so that only what is new moves in. */
function show(list, items, keyOf, render, nothing) {
  const known = new Map([...list.children].map(child => [child.dataset.key, child]));
  const first = known.size === 0;
  const wanted = items.map(item => {
    const key = keyOf(item);
    const element = known.get(key) ?? render(item);
    if (!known.has(key) && !first) element.classList.add('fresh');
    element.dataset.key = key;
    return element;
  });
  if (wanted.length === 0) {
    const empty = make('p', 'empty', nothing);
    empty.dataset.key = 'empty ' + nothing;
    wanted.push(known.get(empty.dataset.key) ?? empty);
  }
  const same = wanted.length === list.children.length && wanted.every((element, i) => element === list.children[i]);
  if (!same) list.replaceChildren(...wanted);
}

function figures(summary) {
  const { twilio, fcm, players } = summary;
  const values = {
    'sms-accepted': twilio.accepted, 'sms-distinct': twilio.distinct, 'sms-duplicates': twilio.duplicates, 'sms-refused': twilio.refused,
    'push-accepted': fcm.accepted, 'push-distinct': fcm.distinct, 'push-duplicates': fcm.duplicates, 'push-tokens': fcm.tokens, 'push-topics': fcm.topics,
    'players-asrun': players.asRun, 'players-stations': players.stations, 'players-playlists': players.playlists, 'players-clips': players.clips,
  };
  for (const [id, value] of Object.entries(values)) byId(id).textContent = number(value);
  byId('sms-receipts').textContent = `${number(twilio.receipts.answered)} / ${number(twilio.receipts.sent)}`;
  for (const id of ['sms-duplicates', 'push-duplicates']) byId(id).classList.toggle('bad', values[id] > 0);
}

function phones(messages) {
  const byPhone = new Map();
  for (const message of messages) {
    if (!byPhone.has(message.to)) byPhone.set(message.to, []);
    byPhone.get(message.to).push(message);
  }
  const shown = [...byPhone.entries()].slice(0, PHONES).map(([to, all]) => ({ to, all: all.slice(0, 3).reverse() }));
  show(byId('phones'), shown, phone => `${language} ${phone.to} ${phone.all.map(one => one.sid + one.status).join()}`, phone =>
    make('article', 'phone', make('h3', '', make('span', 'to', phone.to), make('span', 'from', phone.all[0].from)),
      ...phone.all.map(one => make('div', 'bubble', make('p', 'text', one.body),
        make('p', 'meta', make('time', '', time(one.acceptedAt)), make('span', 'status ' + one.status, word(one.status)))))),
  byId('phone').value ? word('noSuchPhone') : word('noPhones'));
}

function apps(pushes) {
  show(byId('apps'), pushes, push => `${language} ${push.name}`, push =>
    make('article', 'app', make('h3', '', push.title ?? '–'), make('p', 'text', push.text ?? ''),
      make('p', 'meta', make('time', '', time(push.acceptedAt)),
        make('span', push.topic ? 'chip topic' : 'chip', `${word(push.topic ? 'toTopic' : 'toDevice')} ${push.topic ?? shortened(push.token)}`))),
  word('noApps'));
}

function shortened(token) {
  return token.length > 22 ? `${token.slice(0, 12)}…${token.slice(-6)}` : token;
}

function stations(list) {
  const order = [...list].sort((a, b) => Number(b.playing !== null) - Number(a.playing !== null) || last(b).localeCompare(last(a)) || a.code.localeCompare(b.code));
  show(byId('stations'), order, station => `${language} ${JSON.stringify(station)}`, station => {
    const on = station.playing;
    const connection = ['connected', 'connecting'].includes(station.connection) ? word(station.connection) : station.connection;
    const card = make('article', on ? 'station on' : 'station',
      make('h3', '', waves(), make('span', 'to', station.code), make('span', on ? 'status on' : 'status', on ? word('playing') : station.connection === 'connected' ? word('idle') : connection)));
    if (on) card.append(make('p', 'now', make('strong', '', on.title || '–'), make('span', 'chip ' + on.bulletinClass, word(on.bulletinClass))));
    if (station.asRun.length > 0) {
      card.append(make('ol', 'asrun', ...station.asRun.slice(0, 3).map(play => make('li', '', make('time', '', time(play.start)),
        make('span', 'what', play.title || '–'), make('span', 'outcome ' + play.outcome, `${word(play.outcome)} · ${Math.round(play.playedSeconds)} ${word('seconds')}`)))));
    }
    return card;
  }, word('noStations'));
}

function last(station) {
  return station.asRun.length > 0 ? station.asRun[0].end : '';
}

function waves() {
  const waves = make('span', 'waves', make('i'), make('i'), make('i'));
  waves.setAttribute('aria-hidden', 'true');
  return waves;
}

async function get(path) {
  const answer = await fetch(path, { cache: 'no-store' });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.json();
}

function phoneFilter() {
  const typed = byId('phone').value.replace(/[^+0-9]/g, '');
  if (!typed) return '';
  return '&to=' + encodeURIComponent(typed.startsWith('0') ? '+84' + typed.slice(1) : typed.startsWith('+') ? typed : '+' + typed);
}

async function refresh() {
  try {
    const [summary, messages, pushes, players] = await Promise.all([get('summary'), get('messages?limit=40' + phoneFilter()), get('pushes?limit=12'), get('players')]);
    figures(summary);
    phones(messages.items);
    apps(pushes.items);
    stations(players.stations);
    live(true);
  } catch (unreachable) {
    live(false);
  }
}

function live(connected) {
  const dot = byId('live');
  dot.className = connected ? 'dot good' : 'dot bad';
  dot.textContent = word(connected ? 'live' : 'away');
}

function translate() {
  document.documentElement.lang = language;
  document.title = word('page');
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', word(element.dataset.label));
  byId('language').textContent = word('other');
  byId('language').lang = word('otherLanguage');
}

async function run() {
  if (!document.hidden) await refresh();
  setTimeout(run, EVERY_MS);
}

byId('language').addEventListener('click', () => {
  language = language === 'vi' ? 'en' : 'vi';
  remember(language);
  translate();
  refresh();
});
byId('phone').addEventListener('input', refresh);
translate();
run();
