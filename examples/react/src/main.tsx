/** The calling app of examples/widget, in React. StrictMode mounts it twice, and still one instance answers. */

import { StrictMode, useEffect, useRef, useState, type FormEvent } from 'react';
import { createRoot } from 'react-dom/client';
import type { Call, Phase } from '../../widget/src/phone';
import { useCalling } from './useCalling';

const titles: { readonly [P in Phase]: string } = {
  waiting: 'Connecting', alone: 'No host', signedOut: 'Signed out', idle: 'Ready', calling: 'Calling', incoming: 'Incoming call', talking: 'In a call',
  notes: 'Call ended',
};

function App() {
  const { state: { phase, available, call, notice }, phone } = useCalling();
  return (
    <>
      <header>
        <h1 className="unseen">Calling app</h1>
        <p className={['waiting', 'alone', 'signedOut'].includes(phase) ? 'status' : 'status live'} role="status">{titles[phase]}</p>
        {phase === 'idle' && <button className="plain" onClick={() => phone?.signOut()}>Sign out</button>}
      </header>
      {phase === 'waiting' && <section><p className="faint">Waiting for the page around this one.</p></section>}
      {phase === 'alone' && <section><p>This app works inside another page, and there is none. The Test host is one.</p></section>}
      {phase === 'signedOut' && (
        <section>
          <p>Sign in to make and take calls.</p>
          <button className="go" onClick={() => phone?.signIn()}>Sign in</button>
        </section>
      )}
      {phase === 'idle' && (
        <section>
          <Dial onDial={(number) => phone?.dial(number)} />
          <label className="toggle">
            <input type="checkbox" checked={available} onChange={(event) => phone?.setAvailable(event.target.checked)} /> Take calls
          </label>
          <button disabled={!available} onClick={() => phone?.receive()}>Simulate an inbound call</button>
          <p className="faint notice" role="alert">{notice}</p>
        </section>
      )}
      {call && ['calling', 'incoming', 'talking'].includes(phase) && (
        <section>
          <Who call={call} ringing={phase !== 'talking'} />
          <div className="row">
            {phase === 'incoming' && <button className="go" autoFocus onClick={() => phone?.answered()}>Answer</button>}
            <button className="stop" autoFocus={phase !== 'incoming'} onClick={() => phone?.end()}>{phase === 'incoming' ? 'Decline' : 'Hang up'}</button>
          </div>
        </section>
      )}
      {call && phase === 'notes' && <Notes call={call} onSave={(notes) => phone?.complete(notes)} />}
    </>
  );
}

function Dial({ onDial }: { readonly onDial: (number: string) => void }) {
  const [number, setNumber] = useState('');
  const press = (key: string) => setNumber(key === '⌫' ? number.slice(0, -1) : number + key);
  return (
    <form onSubmit={submitting(() => onDial(number))}>
      <label>Number <input type="tel" required autoFocus autoComplete="off" pattern="\+[0-9]{6,15}" placeholder="+442079460123"
        title="A plus sign, the country and the number, without spaces" value={number} onChange={(event) => setNumber(event.target.value)} /></label>
      <div className="pad">
        {[...'123456789+0⌫'].map((key) => (
          <button key={key} type="button" aria-label={key === '⌫' ? 'Delete' : undefined} onClick={() => press(key)}>{key}</button>
        ))}
      </div>
      <button className="go">Call</button>
    </form>
  );
}

function Who({ call, ringing }: { readonly call: Call; readonly ringing: boolean }) {
  return (
    <div className={ringing ? 'who ringing' : 'who'}>
      <span className="avatar" aria-hidden="true">☎</span>
      <p className="number">{call.number}</p>
      <p className="faint">{call.name}</p>
      {call.answered && <Clock since={call.answered} />}
    </div>
  );
}

function Clock({ since }: { readonly since: number }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.floor((now - since) / 1000);
  return <p className="faint" role="timer">{Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}</p>;
}

function Notes({ call, onSave }: { readonly call: Call; readonly onSave: (notes: string) => void }) {
  const notes = useRef<HTMLTextAreaElement>(null);
  return (
    <section>
      <h2>Call with {call.name ?? call.number}</h2>
      <form onSubmit={submitting(() => onSave(notes.current!.value))}>
        <label>Notes <textarea ref={notes} autoFocus placeholder="What was said" /></label>
        <button className="go">Save</button>
      </form>
    </section>
  );
}

const submitting = (act: () => void) => (event: FormEvent) => {
  event.preventDefault();
  act();
};

createRoot(document.getElementById('app')!).render(<StrictMode><App /></StrictMode>);
