import { expect, it } from 'vitest'
import { Pacer, type PacerClock } from './pacer.ts'

/** A clock whose timers fire late by what `lateness` says. */
class FakePacerClock implements PacerClock {
  time = 0
  lateness = 0
  #timers: { at: number; wake: () => void }[] = []

  now(): number {
    return this.time
  }

  after(ms: number, wake: () => void): () => void {
    const timer = { at: this.time + ms, wake }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  get pending(): number {
    return this.#timers.length
  }

  /** Runs every timer up to `end`. */
  runTo(end: number): void {
    for (;;) {
      const next = this.#timers.toSorted((a, b) => a.at - b.at)[0]
      if (!next || next.at + this.lateness > end) break
      this.#timers = this.#timers.filter((other) => other !== next)
      this.time = Math.max(this.time, next.at + this.lateness)
      next.wake()
    }
    this.time = end
  }
}

it('beats every 20 ms and does not drift when timers are late', () => {
  const clock = new FakePacerClock()
  clock.lateness = 3
  let ticks = 0
  new Pacer(clock).add(() => ticks++)
  clock.runTo(20_003)
  expect(ticks).toBe(1000)
})

it('catches up after a stall at twice the speed', () => {
  const clock = new FakePacerClock()
  const at: number[] = []
  new Pacer(clock).add(() => at.push(clock.time))
  clock.time = 125
  clock.runTo(200)
  expect(at).toEqual([125, 125, 135, 135, 145, 145, 155, 160, 180, 200])
})

it('makes up for no more than 200 ms', () => {
  const clock = new FakePacerClock()
  let ticks = 0
  new Pacer(clock).add(() => ticks++)
  clock.time = 60_000
  clock.runTo(60_200)
  expect(ticks).toBe(21)
})

it('stops with its last listener and starts again with the next', () => {
  const clock = new FakePacerClock()
  const pacer = new Pacer(clock)
  let ticks = 0
  const removeFirst = pacer.add(() => ticks++)
  const removeSecond = pacer.add(() => ticks++)
  clock.runTo(20)
  removeFirst()
  removeFirst()
  clock.runTo(40)
  removeSecond()
  expect([ticks, clock.pending, pacer.isRunning]).toEqual([3, 0, false])
  pacer.add(() => ticks++)
  clock.runTo(60)
  expect(ticks).toBe(4)
})

it('keeps one timer when the last listener leaves and another comes within a tick', () => {
  const clock = new FakePacerClock()
  const pacer = new Pacer(clock)
  const remove = pacer.add(() => {
    remove()
    pacer.add(() => {})
  })
  clock.runTo(20)
  expect(clock.pending).toBe(1)
})
