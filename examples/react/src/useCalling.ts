import { useEffect, useState } from 'react';
import { Phone, waiting, type State } from '../../widget/src/phone';

/**
 * The calling app: its state, and the phone with what its user can do; there is none before the first effect has run.
 *
 * The conversation lives exactly as long as the component. React's StrictMode mounts a component twice: what the first
 * mount began, its cleanup ends, and so one instance answers the host.
 */
export function useCalling(): { readonly state: State; readonly phone: Phone | undefined } {
  const [state, setState] = useState<State>(waiting);
  const [phone, setPhone] = useState<Phone>();
  useEffect(() => {
    const started = new Phone(setState);
    setPhone(started);
    return () => started.destroy();
  }, []);
  return { state, phone };
}
