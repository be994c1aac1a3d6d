import { expect, it } from 'vitest'
import { createInDialog, type Dialog, nextHopOf } from './dialog.ts'
import { headersOf } from './message.ts'

const dialog: Dialog = {
  callId: 'x',
  localTag: 'l',
  remoteTag: 'r',
  local: '<sip:us@a>;tag=l',
  remote: '<sip:them@b>;tag=r',
  remoteTarget: 'sip:them@10.0.0.9',
  routes: [],
  localCseq: 4,
  remoteCseq: 1,
}

it.for<[string, string[], string, string[], string]>([
  ['no route', [], 'sip:them@10.0.0.9', [], 'sip:them@10.0.0.9'],
  [
    'loose routers',
    ['<sip:p1;lr>', '<sip:p2;lr=on>;x=y'],
    'sip:them@10.0.0.9',
    ['<sip:p1;lr>', '<sip:p2;lr=on>;x=y'],
    'sip:p1;lr',
  ],
  [
    'a strict router first',
    ['<sip:p1;transport=tcp>', '<sip:p2;lr>'],
    'sip:p1;transport=tcp',
    ['<sip:p2;lr>', '<sip:them@10.0.0.9>'],
    'sip:p1;transport=tcp',
  ],
])('goes by %s', ([, routes, uri, sent, hop]) => {
  const [next, request] = createInDialog({ ...dialog, routes }, 'BYE', 'SIP/2.0/UDP a;branch=1')
  expect([request.uri, headersOf(request, 'route'), nextHopOf({ ...dialog, routes })]).toEqual([
    uri,
    sent,
    hop,
  ])
  expect([next.localCseq, headersOf(request, 'cseq')]).toEqual([5, ['5 BYE']])
})
