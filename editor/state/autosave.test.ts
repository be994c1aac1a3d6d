import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFlow } from '#shared/flow/createFlow.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { type AutosaveDeps, createAutosave, retryDelays, saveDelay } from './autosave.ts'

const flow = createFlow('f1', 'one')
const named = (name: string): Flow => ({ ...flow, name })

/** A server in memory that can be cut off, or lose an answer on the way back. */
function createFakeServer() {
  const server = { flow, revision: 1, mode: 'up' as 'up' | 'down' | 'deaf' | 'refuses' }
  const saves: string[] = []
  let kept: Flow | null = null
  const deps: AutosaveDeps = {
    save: async (next, revision) => {
      saves.push(next.name)
      if (server.mode === 'down') return { type: 'unreachable' }
      if (server.mode === 'refuses') return { type: 'refused', message: 'No.' }
      if (revision !== server.revision) return { type: 'conflict' }
      server.flow = next
      server.revision += 1
      if (server.mode === 'deaf') return { type: 'unreachable' }
      return { type: 'saved', revision: server.revision }
    },
    load: async () => structuredClone({ flow: server.flow, revision: server.revision }),
    keep: (unsaved) => {
      kept = unsaved?.flow ?? null
    },
  }
  return { server, saves, deps, kept: () => kept?.name ?? null }
}

describe('createAutosave', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('saves the newest flow once, a moment after the last change', async () => {
    const { saves, deps, server } = createFakeServer()
    const autosave = createAutosave(deps, { flow, revision: 1 })
    for (const name of ['a', 'ab', 'abc']) autosave.changed(named(name))
    expect(autosave.state.getState()).toEqual({ type: 'saving' })
    await vi.advanceTimersByTimeAsync(saveDelay)
    expect(saves).toEqual(['abc'])
    expect(server.flow.name).toBe('abc')
    expect(autosave.state.getState()).toEqual({ type: 'saved' })
    expect(autosave.revision()).toBe(2)
  })

  it('keeps the work here while the server is away and saves it by itself later', async () => {
    const { deps, server, kept } = createFakeServer()
    const autosave = createAutosave(deps, { flow, revision: 1 })
    server.mode = 'down'
    autosave.changed(named('away'))
    await vi.advanceTimersByTimeAsync(saveDelay)
    expect(autosave.state.getState()).toEqual({ type: 'offline' })
    expect(kept()).toBe('away')
    server.mode = 'up'
    await vi.advanceTimersByTimeAsync(retryDelays[0])
    expect(autosave.state.getState()).toEqual({ type: 'saved' })
    expect(server.flow.name).toBe('away')
    expect(kept()).toBeNull()
  })

  it('asks when somebody else has saved, and keeps the work', async () => {
    const { deps, server, kept } = createFakeServer()
    const autosave = createAutosave(deps, { flow, revision: 1 })
    server.flow = named('theirs')
    server.revision = 2
    autosave.changed(named('mine'))
    await vi.advanceTimersByTimeAsync(saveDelay)
    expect(autosave.state.getState()).toEqual({ type: 'conflict' })
    expect(kept()).toBe('mine')
    expect(await autosave.flush()).toBe(false)
    autosave.adopt(named('theirs'), 2)
    expect(autosave.state.getState()).toEqual({ type: 'saved' })
  })

  it('takes a save whose answer was lost for its own', async () => {
    const { deps, server } = createFakeServer()
    const autosave = createAutosave(deps, { flow, revision: 1 })
    server.mode = 'deaf'
    autosave.changed(named('first'))
    await vi.advanceTimersByTimeAsync(saveDelay)
    server.mode = 'up'
    autosave.changed(named('second'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(autosave.state.getState()).toEqual({ type: 'saved' })
    expect(server.flow.name).toBe('second')
  })

  it('says so when the server does not take the flow, and tries again on the next change', async () => {
    const { deps, server } = createFakeServer()
    const autosave = createAutosave(deps, { flow, revision: 1 })
    server.mode = 'refuses'
    autosave.changed(named('bad'))
    await vi.advanceTimersByTimeAsync(saveDelay)
    expect(autosave.state.getState()).toEqual({ type: 'refused', message: 'No.' })
    server.mode = 'up'
    autosave.changed(named('good'))
    await vi.advanceTimersByTimeAsync(saveDelay)
    expect(autosave.state.getState()).toEqual({ type: 'saved' })
  })

  it('saves at once when asked to, and on leaving', async () => {
    const { saves, deps, kept } = createFakeServer()
    const autosave = createAutosave(deps, { flow, revision: 1 })
    autosave.changed(named('now'))
    expect(await autosave.flush()).toBe(true)
    autosave.changed(named('leaving'))
    autosave.close()
    expect(saves).toEqual(['now', 'leaving'])
    expect(kept()).toBe('leaving')
  })

  it('saves nothing when undo leads back to what is saved', async () => {
    const { saves, deps } = createFakeServer()
    const autosave = createAutosave(deps, { flow, revision: 1 })
    autosave.changed(named('typo'))
    autosave.changed(flow)
    await vi.advanceTimersByTimeAsync(saveDelay * 2)
    expect(saves).toEqual([])
    expect(autosave.state.getState()).toEqual({ type: 'saved' })
  })
})
