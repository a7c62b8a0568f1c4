/** The looks of the calling app: one part of the page for each phase of a call. */

import { Phone, type Phase, type State } from './phone';

const titles: { readonly [P in Phase]: string } = {
  waiting: 'Connecting', alone: 'No host', signedOut: 'Signed out', idle: 'Ready', calling: 'Calling', incoming: 'Incoming call',
  talking: 'In a call', notes: 'Call ended',
};

const app = document.getElementById('app')!;
app.innerHTML = `
<header>
  <h1 class="unseen">Calling app</h1>
  <p class="status" role="status"></p>
  <button id="sign-out" class="plain" data-phase="idle">Sign out</button>
</header>
<section data-phase="waiting"><p class="faint">Waiting for the page around this one.</p></section>
<section data-phase="alone"><p>This app works inside another page, and there is none. The Test host is one.</p></section>
<section data-phase="signedOut">
  <p>Sign in to make and take calls.</p>
  <button id="sign-in" class="go">Sign in</button>
</section>
<section data-phase="idle">
  <form id="dial">
    <label>Number <input id="number" type="tel" required autocomplete="off" pattern="\\+[0-9]{6,15}"
      title="A plus sign, the country and the number, without spaces" placeholder="+442079460123"></label>
    <div class="pad">${[...'123456789+0⌫'].map((key) => `<button type="button"${key === '⌫' ? ' aria-label="Delete"' : ''}>${key}</button>`).join('')}</div>
    <button class="go">Call</button>
  </form>
  <label class="toggle"><input id="available" type="checkbox"> Take calls</label>
  <button id="receive">Simulate an inbound call</button>
  <p class="faint notice" role="alert"></p>
</section>
<section data-phase="calling incoming talking">
  <div class="who">
    <span class="avatar" aria-hidden="true">☎</span>
    <p class="number"></p>
    <p class="faint" id="name"></p>
    <p class="faint" id="clock" role="timer"></p>
  </div>
  <div class="row">
    <button id="answer" class="go" data-phase="incoming">Answer</button>
    <button id="end" class="stop"></button>
  </div>
</section>
<section data-phase="notes">
  <h2 id="with"></h2>
  <form id="save">
    <label>Notes <textarea id="notes" placeholder="What was said"></textarea></label>
    <button class="go">Save</button>
  </form>
</section>`;

const find = <T extends HTMLElement = HTMLElement>(selector: string): T => app.querySelector<T>(selector)!;
const number = find<HTMLInputElement>('#number');
const notes = find<HTMLTextAreaElement>('#notes');
const phone: Phone = new Phone(show);
let shown: Phase | undefined;

function show({ phase, available, call, notice }: State): void {
  find('.status').textContent = titles[phase];
  find('.status').classList.toggle('live', !['waiting', 'alone', 'signedOut'].includes(phase));
  for (const part of app.querySelectorAll<HTMLElement>('[data-phase]')) part.hidden = !part.dataset['phase']!.split(' ').includes(phase);
  find('.who').classList.toggle('ringing', phase === 'calling' || phase === 'incoming');
  find('.number').textContent = call?.number ?? '';
  find('#name').textContent = call?.name ?? '';
  find('#with').textContent = call && phase === 'notes' ? `Call with ${call.name ?? call.number}` : '';
  find('#end').textContent = phase === 'incoming' ? 'Decline' : 'Hang up';
  find<HTMLInputElement>('#available').checked = available;
  find<HTMLButtonElement>('#receive').disabled = !available;
  find('.notice').textContent = notice ?? '';
  if (phase !== shown) enter(phase);
}

/** Puts the cursor where the user goes on. */
function enter(phase: Phase): void {
  shown = phase;
  tick();
  const next: { readonly [P in Phase]?: string } = { idle: '#number', calling: '#end', incoming: '#answer', talking: '#end', notes: '#notes' };
  if (next[phase]) find(next[phase]).focus();
}

function tick(): void {
  const { phase, call } = phone.state;
  const seconds = call?.answered ? Math.floor((Date.now() - call.answered) / 1000) : undefined;
  find('#clock').textContent = seconds === undefined ? '' : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  if (phase === 'talking') setTimeout(tick, 1000);
}

find('#sign-in').onclick = () => phone.signIn();
find('#sign-out').onclick = () => phone.signOut();
find('#receive').onclick = () => phone.receive();
find('#answer').onclick = () => phone.answered();
find('#end').onclick = () => phone.end();
find('#available').onchange = (event) => phone.setAvailable((event.target as HTMLInputElement).checked);
find('.pad').onclick = ({ target }) => {
  const key = (target as HTMLElement).closest('button')?.textContent;
  if (key) number.value = key === '⌫' ? number.value.slice(0, -1) : number.value + key;
};
find('#dial').onsubmit = (event) => {
  event.preventDefault();
  phone.dial(number.value);
};
find('#save').onsubmit = (event) => {
  event.preventDefault();
  phone.complete(notes.value);
  notes.value = number.value = '';
};
show(phone.state);
