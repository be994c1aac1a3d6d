import { notifications } from '@mantine/notifications'
import { createElement } from 'react'
import { client, messageOf } from '../api/client.ts'
import { queryClient, refreshLists } from '../api/queries.ts'

/** Makes an empty flow and gives its id. */
export async function createEmptyFlow(): Promise<string> {
  const { flow } = await client.createFlow({})
  refreshLists()
  return flow.id
}

export async function duplicateFlow(id: string): Promise<void> {
  const { flow } = await client.flow(id)
  await client.createFlow({ flow: { ...flow, name: `${flow.name} copy`.slice(0, 200) } })
  refreshLists()
}

/** Deletes a flow; the notification brings it back. */
export async function deleteFlow(id: string): Promise<void> {
  const { flow } = await client.flow(id)
  await client.deleteFlow(id)
  await queryClient.invalidateQueries({ queryKey: ['flows'] })
  const notice = notifications.show({
    message: createElement(
      'span',
      null,
      `“${flow.name}” is deleted. `,
      createElement(
        'button',
        {
          type: 'button',
          className: 'plain-link',
          onClick: () => {
            notifications.hide(notice)
            client.createFlow({ flow }).then(refreshLists, (error: unknown) => {
              notifications.show({ color: 'red', message: messageOf(error) })
            })
          },
        },
        'Undo',
      ),
    ),
    autoClose: 10_000,
  })
}

const mebibyte = 1024 * 1024

/** Brings in a flow of ours, of Twilio Studio, or a TwiML or FML document, as a new flow; says what did not come along. */
export async function importFile(file: File): Promise<void> {
  if (file.size > 16 * mebibyte) return refuse(file, 'It is larger than 16 MB.')
  const { importFlow } = await import('#shared/import/importFlow.ts')
  const imported = importFlow({ name: file.name, text: await file.text() })
  if (!imported.ok) {
    const [first] = imported.error
    return refuse(file, [first?.message, first?.hint].filter(Boolean).join(' '))
  }
  const { flow } = await client.createFlow({ flow: structuredClone(imported.flow) })
  refreshLists()
  const { approximated, notConverted } = imported.report
  notifications.show({
    color: notConverted.length > 0 ? 'yellow' : 'green',
    autoClose: notConverted.length > 0 ? false : 6_000,
    title: `“${flow.name}” is imported as a new flow`,
    message: [
      approximated.length > 0 && `${approximated.length} parts work a little differently.`,
      notConverted.length > 0 &&
        `${notConverted.length} parts could not be converted; notes at their places say which and why.`,
    ]
      .filter(Boolean)
      .join(' '),
  })
}

function refuse(file: File, why: string): void {
  notifications.show({ color: 'red', title: `“${file.name}” was not imported`, message: why })
}
