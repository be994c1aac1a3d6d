import { type MovedPath, pathOf } from '../text/moveTemplate.ts'

/** How the values of a widget are read after the import. */
export interface WidgetScope {
  readonly kind: 'menu' | 'keys' | 'words' | 'both' | 'request' | 'transfer' | 'voicemail' | 'other'
  /** Under `nodes.`. */
  readonly scope: string
}

export interface PathContext {
  scopeOf(widget: string): WidgetScope | undefined
  /** Whether the flow places its calls itself, so that the contact is who is called. */
  readonly isOutbound: boolean
  /** Name of the flow's variable for a name of the source. */
  variable(source: string): string
}

/** Name of the variable that keeps the words a caller said where the source listens for keys and words at once. */
export const speechVariable = (widget: string): string => `${widget} speech`

const calls: Readonly<Record<string, string>> = {
  from: 'call.from',
  to: 'call.to',
  caller: 'call.from',
  called: 'call.to',
  callsid: 'call.sid',
  sid: 'call.sid',
  direction: 'call.direction',
}

/** Where a path of Studio's Liquid leads here; null for one that is not Studio's. */
export function resolvePath(segments: readonly string[], context: PathContext): MovedPath | null {
  const [root = '', first = '', second = '', ...rest] = segments
  if (segments.length < 2) return null
  const kept = { path: pathOf(segments), why: `nothing here holds ${pathOf(segments)}` }
  if (root === 'flow') return resolveFlow(first, [second, ...rest].filter(Boolean), context) ?? kept
  if (root === 'widgets') {
    return resolveWidget(first, [second, ...rest].filter(Boolean), context) ?? kept
  }
  if (root === 'contact') {
    return first === 'channel' && second === 'address'
      ? { path: context.isOutbound ? 'call.to' : 'call.from' }
      : kept
  }
  return root === 'trigger' ? (resolveTrigger(segments, context) ?? kept) : null
}

function resolveTrigger(segments: readonly string[], context: PathContext): MovedPath | null {
  const [, first = '', second = '', ...rest] = segments
  if (first === 'call' || first === 'message') {
    const path = calls[second.toLowerCase()]
    return path !== undefined && rest.length === 0
      ? first === 'call'
        ? { path }
        : { path, how: `${pathOf(segments)} is the call’s, not a message’s` }
      : null
  }
  if ((first === 'parent' || first === 'request') && second === 'parameters') {
    return parameter(rest, context)
  }
  const path = calls[first.toLowerCase()]
  return path !== undefined && second === '' ? { path } : null
}

function resolveFlow(
  first: string,
  rest: readonly string[],
  context: PathContext,
): MovedPath | null {
  const [name] = rest
  if (first === 'variables' && name !== undefined) {
    return { path: pathOf(['vars', context.variable(name), ...rest.slice(1)]) }
  }
  if (first === 'data') return parameter(rest, context)
  if (first === 'sid' || first === 'flow_sid') {
    return { path: 'call.sid', how: `flow.${first} is the id of the call` }
  }
  return first === 'channel' && name === 'address'
    ? { path: context.isOutbound ? 'call.from' : 'call.to' }
    : null
}

/** What started the flow in the source gave it values; here they are variables that somebody has to set. */
function parameter(rest: readonly string[], context: PathContext): MovedPath | null {
  const [name] = rest
  if (name === undefined) return null
  const variable = context.variable(name)
  return {
    path: pathOf(['vars', variable, ...rest.slice(1)]),
    how: `the parameter ${name} is the variable ${variable}, which is empty unless the outgoing call, the campaign or the flow around gives it`,
  }
}

function resolveWidget(
  widget: string,
  rest: readonly string[],
  context: PathContext,
): MovedPath | null {
  const known = context.scopeOf(widget)
  const [value = '', ...more] = rest
  if (!known || value === '') return null
  const at = (...path: readonly string[]): MovedPath => ({
    path: pathOf(['nodes', known.scope, ...path]),
  })
  switch (`${known.kind} ${value.toLowerCase()}`) {
    case 'menu digits':
    case 'menu speechresult':
      return at('choice')
    case 'keys digits':
    case 'words digits':
      return at('digits')
    case 'keys speechresult':
    case 'words speechresult':
      return at('speech')
    case 'both digits':
      return at('value')
    case 'both speechresult':
      return { path: `vars.${context.variable(speechVariable(widget))}` }
    case 'request parsed':
      return at('body', ...more)
    case 'request body':
      return at('body')
    case 'request status_code':
    case 'request statuscode':
      return at('status')
    case 'transfer dialcallstatus':
      return at('status')
    case 'transfer dialcallduration':
    case 'voicemail recordingduration':
      return at('duration')
    case 'transfer recordingurl':
    case 'voicemail recordingurl':
      return at('recordingUrl')
    default:
      return null
  }
}
