import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFlow } from '#shared/flow/createFlow.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { mergeFlows } from '#shared/flow/merge.ts'
import { type AutosaveDeps, createAutosave, retryDelays, saveDelay } from './autosave.ts'

const flow = createFlow('f1', 'one')
const named = (name: string): Flow => ({ ...flow, name })

type Mode = 'up' | 'down' | 'deaf' | 'refuses' | 'signedOut' | 'gone'

/** A server in memory that can be cut off, or lose an answer on the way back. */
function createFakeServer() {
  const server = { flow, revision: 1, mode: 'up' as Mode, isDiskFull: false }
  const saves: string[] = []
  const followed: string[] = []
  let kept: Flow | null = null
  const deps: AutosaveDeps = {
    save: async (next, revision) => {
      saves.push(next.name)
      if (server.mode === 'down') return { type: 'unreachable' }
      if (server.mode === 'signedOut' || server.mode === 'gone') return { type: server.mode }
      if (server.mode === 'refuses') return { type: 'refused', message: 'No.' }
      if (revision !== server.revision) return { type: 'conflict' }
      server.flow = next
      server.revision += 1
      if (server.mode === 'deaf') return { type: 'unreachable' }
      return { type: 'saved', revision: server.revision }
    },
    load: async () => structuredClone({ flow: server.flow, revision: server.revision }),
    keep: (unsaved) => {
      if (server.isDiskFull) return false
      kept = unsaved?.flow ?? null
      return true
    },
    merger: async () => mergeFlows,
    follow: (next) => followed.push(next.name),
  }
  return {
    followed,
    server,
    saves,
    deps,
    kept: () => kept?.name ?? null,
  }
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

  describe('when somebody else has saved', () => {
    const voiced = (voice: string): Flow => ({ ...flow, settings: { ...flow.settings, voice } })

    it('merges what goes together and saves both', async () => {
      const { deps, server, followed } = createFakeServer()
      const autosave = createAutosave(deps, { flow, revision: 1 })
      Object.assign(server, { flow: voiced('theirs'), revision: 2 })
      autosave.changed(named('mine'))
      await vi.advanceTimersByTimeAsync(saveDelay * 3)
      expect(server.flow).toMatchObject({ name: 'mine', settings: { voice: 'theirs' } })
      expect(followed).toEqual(['mine'])
      expect(autosave.state.getState()).toEqual({ type: 'saved' })
    })

    it('follows them while nothing is unsaved here', async () => {
      const { deps, followed, saves } = createFakeServer()
      const autosave = createAutosave(deps, { flow, revision: 1 })
      await autosave.offer({ flow: named('theirs'), revision: 2 })
      await autosave.offer({ flow: named('late'), revision: 2 })
      expect([followed, autosave.revision()]).toEqual([['theirs'], 2])
      autosave.changed(named('mine'))
      await autosave.offer({ flow: named('newer'), revision: 3 })
      expect(followed).toEqual(['theirs'])
      expect(saves).toEqual([])
    })

    it('says what there is to decide, and goes on with the decision', async () => {
      const { deps, server } = createFakeServer()
      const autosave = createAutosave(deps, { flow, revision: 1 })
      Object.assign(server, { flow: named('theirs'), revision: 2 })
      autosave.changed(named('mine'))
      await vi.advanceTimersByTimeAsync(saveDelay)
      const conflict = autosave.conflict()
      expect(conflict).toMatchObject({ base: { name: 'one' }, flow: { name: 'theirs' } })
      autosave.changed(named('mine again'))
      if (conflict) autosave.resolve(named('mine again'), conflict)
      await vi.advanceTimersByTimeAsync(saveDelay)
      expect(server).toMatchObject({ flow: { name: 'mine again' }, revision: 3 })
      expect(autosave.conflict()).toBeNull()
    })
  })

  it('says when this browser has no room to keep the work, and saves it all the same', async () => {
    const { deps, server } = createFakeServer()
    const autosave = createAutosave(deps, { flow, revision: 1 })
    Object.assign(server, { mode: 'down', isDiskFull: true })
    autosave.changed(named('big'))
    await vi.advanceTimersByTimeAsync(saveDelay)
    expect(autosave.state.getState()).toEqual({ type: 'unkept' })
    expect(autosave.isAtRisk()).toBe(true)
    server.mode = 'up'
    await vi.advanceTimersByTimeAsync(retryDelays[0])
    expect([server.flow.name, autosave.isAtRisk()]).toEqual(['big', false])
  })

  it.for(['signedOut', 'gone'] as const)(
    'keeps the work while %s, and saves it after',
    async (mode) => {
      const { deps, server, kept } = createFakeServer()
      const autosave = createAutosave(deps, { flow, revision: 1 })
      server.mode = mode
      autosave.changed(named('work'))
      await vi.advanceTimersByTimeAsync(saveDelay)
      expect([autosave.state.getState(), kept()]).toEqual([{ type: mode }, 'work'])
      server.mode = 'up'
      autosave.retry()
      autosave.reopen()
      await vi.advanceTimersByTimeAsync(saveDelay)
      expect([server.flow.name, kept()]).toEqual(['work', null])
    },
  )
})
