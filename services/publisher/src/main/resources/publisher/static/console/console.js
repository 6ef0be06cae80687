// What the pages do beyond plain HTML. No script here decides anything: the server does.
'use strict';

/** Requests of htmx carry the token against forged requests and ask for a page, so that a fault comes back as one. */
document.addEventListener('htmx:configRequest', event => {
  const token = document.querySelector('meta[name="csrf"]');
  event.detail.headers['Accept'] = 'text/html';
  if (token) event.detail.headers[token.dataset.header] = token.content;
});

document.addEventListener('DOMContentLoaded', () => {
  const first = document.querySelector('[data-focus]');
  if (first) first.focus();
  document.querySelectorAll('[data-picker]').forEach(areaPicker);
  document.querySelectorAll('[data-compose]').forEach(composeForm);
  document.querySelectorAll('[data-choosing]').forEach(choosingForm);
  document.querySelectorAll('[data-once]').forEach(once);
  document.querySelectorAll('[data-continue]').forEach(goOn);
  const live = document.getElementById('live');
  if (live && live.dataset.stream) followProgress(live);
});

/** The tree on one side, what was chosen on the other; the form sends one field with all codes. */
function areaPicker(picker) {
  const field = picker.querySelector('input[name="areas"]');
  const chips = picker.querySelector('[data-chosen]');
  const said = picker.querySelector('[data-said]');
  const chosen = () => [...chips.children];
  const above = (path, code) => path.split(' ').includes(code);

  const settle = () => {
    const codes = chosen().map(chip => chip.dataset.code);
    field.value = codes.join(',');
    picker.querySelector('[data-chosen-count]').textContent = codes.length;
    picker.querySelector('[data-chosen-none]').hidden = codes.length > 0;
    picker.querySelector('[data-clear]').hidden = codes.length === 0;
    mark();
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };

  /** A box is checked when its area is chosen, and checked for good when an area above it is. */
  const mark = () => {
    const codes = new Set(chosen().map(chip => chip.dataset.code));
    picker.querySelectorAll('input[data-area]').forEach(box => {
      const included = box.dataset.path.split(' ').some(code => code !== box.value && codes.has(code));
      box.checked = included || codes.has(box.value);
      box.disabled = included;
    });
  };

  const say = (sentence, name) => { said.textContent = sentence.replace('%', name); };

  const add = box => {
    chosen().filter(chip => above(chip.dataset.path, box.value)).forEach(chip => chip.remove());
    const chip = document.createElement('li');
    chip.className = 'chip';
    chip.dataset.code = box.value;
    chip.dataset.path = box.dataset.path;
    const name = document.createElement('span');
    name.textContent = box.dataset.name;
    const remove = document.createElement('button');
    remove.type = 'button';
    remove.dataset.remove = '';
    remove.textContent = '×';
    remove.setAttribute('aria-label', picker.dataset.sayRemove.replace('%', box.dataset.name));
    chip.append(name, remove);
    chips.append(chip);
    say(picker.dataset.sayAdded, box.dataset.name);
  };

  const remove = chip => {
    say(picker.dataset.sayRemoved, chip.firstElementChild.textContent);
    chip.remove();
  };

  picker.addEventListener('change', event => {
    if (!event.target.matches('input[data-area]')) return;
    event.stopPropagation();
    const chip = chosen().find(each => each.dataset.code === event.target.value);
    if (event.target.checked && !chip) add(event.target);
    if (!event.target.checked && chip) remove(chip);
    settle();
  });

  picker.addEventListener('click', event => {
    const opener = event.target.closest('.open');
    if (opener) {
      const open = opener.getAttribute('aria-expanded') !== 'true';
      opener.setAttribute('aria-expanded', open);
      document.getElementById(opener.getAttribute('aria-controls')).hidden = !open;
      return;
    }
    const remover = event.target.closest('[data-remove]');
    if (remover) {
      const chip = remover.closest('.chip');
      const next = chip.nextElementSibling || chip.previousElementSibling;
      remove(chip);
      settle();
      (next ? next.querySelector('button') : picker.querySelector('#area-search')).focus();
      return;
    }
    if (event.target.closest('[data-clear]')) {
      chips.replaceChildren();
      settle();
      picker.querySelector('#area-search').focus();
    }
  });

  picker.querySelector('#area-search').addEventListener('keydown', event => {
    if (event.key === 'Enter') event.preventDefault();
  });
  picker.addEventListener('htmx:afterSwap', mark);
  mark();
}

/** Editors of the chosen channels, quick expiry, a word before leaving with changes, and one save at a time. */
function composeForm(form) {
  const state = form.querySelector('[data-state]');
  let changed = Boolean(document.getElementById('faults') || document.getElementById('stale'));
  let sending = false;

  form.querySelectorAll('input[data-channel]').forEach(box => box.addEventListener('change', () => {
    document.getElementById(box.getAttribute('aria-controls')).hidden = !box.checked;
  }));

  form.querySelectorAll('[data-hours]').forEach(button => button.addEventListener('click', () => {
    const from = form.querySelector('#effective').value;
    const start = from ? new Date(from + ':00+07:00') : new Date();
    const end = new Date(start.getTime() + Number(button.dataset.hours) * 3600000);
    const there = new Date(end.getTime() + 7 * 3600000).toISOString();
    const expires = form.querySelector('#expires');
    expires.value = there.slice(0, 16);
    expires.dispatchEvent(new Event('change', { bubbles: true }));
  }));

  const touch = event => {
    if (event.target.id === 'area-search') return;
    changed = true;
    state.textContent = form.dataset.unsaved;
  };
  form.addEventListener('input', touch);
  form.addEventListener('change', touch);
  form.addEventListener('submit', event => {
    if (sending) {
      event.preventDefault();
      return;
    }
    sending = true;
    state.textContent = form.dataset.busy;
  });
  window.addEventListener('pageshow', () => { sending = false; });
  window.addEventListener('beforeunload', event => {
    if (changed && !sending) event.preventDefault();
  });
}

/** A box for all boxes of the page, and how many are checked; without script each is checked by hand. */
function choosingForm(form) {
  const boxes = [...form.querySelectorAll('input[name="delivery"]')];
  const all = form.querySelector('[data-check-all]');
  const said = form.querySelector('[data-chosen]');
  const every = form.querySelector('[data-all]');
  form.querySelector('[data-check-all-label]').hidden = false;

  const tell = () => {
    const chosen = boxes.filter(box => box.checked).length;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    boxes.concat(all).forEach(box => { box.disabled = every.checked; });
    said.textContent = chosen > 0 && !every.checked ? form.dataset.say.replace('%', chosen) : '';
  };

  all.addEventListener('change', () => {
    boxes.forEach(box => { box.checked = all.checked; });
    tell();
  });
  form.addEventListener('change', tell);
  window.addEventListener('pageshow', tell);
  tell();
}

/** What is done once must not be sent by a double click. */
function once(form) {
  form.addEventListener('submit', event => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'true';
  });
  window.addEventListener('pageshow', () => { delete form.dataset.sent; });
}

/** Goes on by itself unless the person stops; without script he presses the button. */
function goOn(form) {
  once(form);
  const later = setTimeout(() => form.requestSubmit(), 400);
  form.querySelector('[data-stop]').addEventListener('click', () => clearTimeout(later));
}

/** The stream says that something changed; the figures come as a piece of the page, so they look the same with and without script. */
function followProgress(live) {
  const state = document.getElementById('live-state');
  const voice = document.getElementById('live-said');
  const refresh = live.querySelector('[data-refresh]');
  const betweenWords = 15000;
  const betweenAreas = 5000;
  let spokenAt = 0;
  let areasAt = 0;
  let loading = false;
  let again = false;
  let settled = false;

  const show = (name, text) => {
    state.className = 'live ' + name;
    state.textContent = text;
    if (refresh) refresh.hidden = name === 'on' || name === 'done';
  };

  const speak = mark => {
    const now = Date.now();
    if (mark.dataset.settled === 'true' || now - spokenAt >= betweenWords) {
      spokenAt = now;
      voice.textContent = mark.dataset.say;
    }
  };

  /** Puts each live part into the place of the old one; what scrolls or has focus stays, only what is in it changes. */
  const replace = fresh => {
    fresh.querySelectorAll('[data-live-once]').forEach(part => {
      if (!document.getElementById(part.id)) document.getElementById('figures').append(document.importNode(part, true));
    });
    fresh.querySelectorAll('[data-live]').forEach(part => {
      const old = document.getElementById(part.id);
      if (old) old.replaceWith(document.importNode(part, true));
      else document.getElementById('figures').append(document.importNode(part, true));
    });
  };

  /** The lines of areas are many, so they come at most every five seconds, and at the end. */
  const load = async last => {
    if (loading) {
      again = true;
      return;
    }
    loading = true;
    const areas = last === true || Date.now() - areasAt >= betweenAreas;
    if (areas) areasAt = Date.now();
    try {
      const answer = await fetch(live.dataset.figures + '?areas=' + areas, { headers: { Accept: 'text/html' }, credentials: 'same-origin' });
      if (!answer.ok || answer.redirected) throw new Error('figures: ' + answer.status);
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      replace(fresh);
      speak(document.getElementById('live-mark'));
    } catch (e) {
      show('lost', live.dataset.lost);
    } finally {
      loading = false;
      if (again) {
        again = false;
        load(settled);
      }
    }
  };

  const source = new EventSource(live.dataset.stream);
  source.addEventListener('open', () => show('on', live.dataset.on));
  source.addEventListener('progress', () => load(false));
  source.addEventListener('settled', async () => {
    source.close();
    settled = true;
    await load(true);
    show('done', live.dataset.done);
  });
  source.addEventListener('error', () => show('lost', live.dataset.lost));
  window.addEventListener('pagehide', () => source.close());
}
