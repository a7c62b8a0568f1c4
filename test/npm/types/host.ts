// What the types of the other side promise. Every line after @ts-expect-error has to be an error.

import { Host, pair } from '@callinggen/calling-extensions/host';

const [ours, theirs] = pair();
const host = new Host({ transport: ours, origin: theirs.origin, sync: { hostUrl: ours.origin, portalId: 1 } });
host.dialNumber({ phoneNumber: '+1' });
// @ts-expect-error: the widget sends that
host.initialized({});
