import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFliteSynthesizer } from '#runtime/speech/flite/fliteSynthesizer.ts'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import {
  mostWordsHeard,
  pcmHeard,
  sentenceHeard,
  startListening,
  wordsHeard,
} from '../support/ear.ts'
import { receptionOf, shareHeard, watchReception } from '../support/evenness.ts'
import { waitForOtherHeavyCalls } from '../support/heavyCall.ts'
import { canRecognise } from '../support/recognise.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { hasTestVoice, microphoneFile, speakWithTestVoice } from '../support/voices.ts'

waitForOtherHeavyCalls()

const number = '+12025550100'

/** What the clinic says when it is asked for its hours. */
const hours = 'We are open Monday to Friday, from eight in the morning to six in the evening.'
/** So the words of a sentence are counted. */
const plain = (sentence: string) => sentence.toLowerCase().replace(/[^a-z ]/g, '')

/** What the example flows say first, and sentences like it. */
const greetings = [
  'thank you for calling northside clinic',
  'welcome to harbor parcel',
  'good day this is the olive tree',
  'thank you for holding the line',
  'you are calling outside our opening hours',
]

interface Row {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

async function lastCall(page: Page, server: RunningServer) {
  const list = await (await page.request.get(`${server.url}/api/calls`)).json()
  const id: string = list.calls[0].id
  const detail = await (await page.request.get(`${server.url}/api/calls/${id}`)).json()
  const rows: readonly Row[] = detail.rows
  const path = detail.call.path.map((step: { name: string; portTitle: string | null }) => [
    step.name,
    step.portTitle,
  ])
  return { rows, path, call: detail.call }
}

/** Opens the clinic's flow and calls its number. */
async function callClinic(page: Page, server: RunningServer) {
  await page.goto(`${server.url}/flows/clinic-front-desk`)
  const phone = page.getByRole('region', { name: 'Softphone' })
  await phone.getByLabel('Who to call').selectOption({ value: number })
  await startListening(page)
  await page.getByRole('button', { name: 'Call', exact: true }).click()
  const transcript = phone.getByRole('log', { name: 'Transcript' })
  await transcript.getByText('Thank you for calling Northside Clinic.').waitFor()
  return { phone, transcript }
}

describe.skipIf(!hasChromium || !canRecognise() || !hasTestVoice()).each(['opus', 'PCMU'])(
  'a call by voice in %s (needs: chromium, pocketsphinx-en-us, festvox-kdlpc16k)',
  (codec) => {
    let server: RunningServer
    let browser: Browser
    let page: Page

    beforeAll(async () => {
      server = await startServer({ CODEC: codec })
      const words = await speakWithTestVoice('appointment please')
      if (!words) throw new Error('no voice')
      // After the greeting, into the middle of the menu: a caller who knows what they want.
      browser = await launchChromium({
        microphone: await microphoneFile([
          { silenceMs: 6_000 },
          { pcm: words },
          { silenceMs: 60_000 },
        ]),
      })
      page = await browser.newPage()
      await watchReception(page)
    }, 120_000)

    afterAll(async () => {
      await browser?.close()
      expect(await server?.stop()).toBe(0)
    })

    it('is greeted, interrupts by voice and is understood', { timeout: 90_000 }, async () => {
      const { transcript } = await callClinic(page, server)
      await transcript.getByText('What is your name?').waitFor({ timeout: 45_000 })
      await page.getByRole('button', { name: 'Hang up', exact: true }).click()
      // Broad-band speech is written down by a model that knows nothing of the flow; narrow-band speech, which that
      // model hears badly, is told apart from what the other flows would have said.
      const heard =
        codec === 'opus' ? await wordsHeard(page) : await sentenceHeard(page, greetings, 2.9)
      expect(heard).toContain(codec === 'opus' ? 'thank you for calling' : greetings[0])
      await expect.poll(async () => (await lastCall(page, server)).call.status).toBe('completed')
      const { rows, path } = await lastCall(page, server)
      expect(rows.find((row) => row.type === 'line.connected')?.data['codec']).toBe(codec)
      expect(rows.find((row) => row.type === 'bargein')?.data).toEqual({ by: 'speech' })
      expect(rows.find((row) => row.type === 'speech.final')?.data).toMatchObject({
        decoder: expect.stringMatching(/grammar/),
        text: expect.stringMatching(/appointment/),
      })
      expect(path).toEqual([
        ['Start', 'Next'],
        ['Welcome', 'Next'],
        ['Main menu', '1 · appointment'],
        ['Book a visit', null],
      ])
    })

    it('chooses by key and is hung up on at the end', { timeout: 90_000 }, async () => {
      const { phone, transcript } = await callClinic(page, server)
      await transcript.getByText('For appointments press 1').waitFor()
      await phone.getByRole('button', { name: 'Key 3' }).click()
      await transcript.getByText('We are open Monday to Friday').waitFor()
      await transcript.getByText('go back to the menu').waitFor({ timeout: 30_000 })
      await phone.getByRole('button', { name: 'Key 9' }).click()
      await phone.getByText('Ended: informed').waitFor({ timeout: 30_000 })
      // Measured at the line itself, as a recogniser hears 8 to 16 of these words in the very same narrow-band samples.
      const { seconds, packetsLost, madeUp, stretched } = await receptionOf(page)
      expect(seconds).toBeGreaterThan(8)
      expect(packetsLost).toBe(0)
      expect(madeUp).toBeLessThan(0.08)
      expect(stretched).toBeLessThan(0.08)
      const voice = createFliteSynthesizer({ log: { warn: () => {} } })
      const made = await voice.synthesize({ text: hours })
      await voice.close()
      // Sound that the browser stretched is not found where it should be: the share only tells what to look at.
      const share = `${shareHeard(made, await pcmHeard(page))} of the sentence came as it was made`
      expect(await mostWordsHeard(page, plain(hours), 10), share).toBeGreaterThanOrEqual(10)
      const { path, call } = await lastCall(page, server)
      expect(call).toMatchObject({ status: 'completed', outcome: 'informed' })
      expect(path.slice(2)).toEqual([
        ['Main menu', '3 · opening hours'],
        ['Opening hours', 'Next'],
        ['Anything else', 'No match'],
        ['Goodbye', null],
      ])
    })
  },
)
