import { IconMap2, IconZoomScan } from '@tabler/icons-react'
import { useReactFlow, useViewport } from '@xyflow/react'
import { memo } from 'react'
import { t } from '../i18n/t.ts'
import { useLanguage } from '../i18n/useLanguage.ts'
import { useReason } from '../people/session.ts'
import { zoomToSelection } from '../state/commands.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { setLayout } from '../state/layoutStore.ts'
import { useMapOpen } from './MapOfAll.tsx'
import { useFit } from './useFit.ts'
import { useTidy } from './useTidy.ts'

/** Zoom, Fit and Tidy. */
export const CanvasTools = memo(function CanvasTools() {
  const store = useEditorStore()
  useLanguage()
  const { zoomIn, zoomOut, zoomTo } = useReactFlow()
  const { showAll } = useFit()
  const tidy = useTidy(store)
  const mayEdit = useReason('editor') === null
  return (
    <div className="canvas-tools" role="toolbar" aria-label={t('View')}>
      <button
        type="button"
        aria-label={t('Zoom out')}
        onClick={() => void zoomOut({ duration: 120 })}
      >
        −
      </button>
      <ZoomLevel onClick={() => void zoomTo(1, { duration: 120 })} />
      <button
        type="button"
        aria-label={t('Zoom in')}
        onClick={() => void zoomIn({ duration: 120 })}
      >
        +
      </button>
      <button type="button" title={t('See the whole flow')} onClick={showAll}>
        {t('Fit')}
      </button>
      <ZoomToSelection />
      <MapButton />
      {mayEdit && (
        <button
          type="button"
          title={t('Line the steps up from left to right')}
          onClick={() => void tidy('all')}
        >
          {t('Tidy')}
        </button>
      )}
    </div>
  )
})

function ZoomToSelection() {
  const store = useEditorStore()
  const isEmpty = useEditor(({ selection }) => selection.nodes.length === 0)
  return (
    <button
      type="button"
      aria-label={t('Zoom to the selection')}
      title={t('Zoom to the selection (Shift+2)')}
      disabled={isEmpty}
      onClick={() => zoomToSelection(store)}
    >
      <IconZoomScan size={15} stroke={1.8} />
    </button>
  )
}

function MapButton() {
  const isOpen = useMapOpen()
  const title = isOpen ? t('Hide the map') : t('Show the map')
  return (
    <button
      type="button"
      aria-label={title}
      aria-pressed={isOpen}
      title={title}
      onClick={() => setLayout({ mapOpen: !isOpen })}
    >
      <IconMap2 size={15} stroke={1.8} />
    </button>
  )
}

function ZoomLevel({ onClick }: { readonly onClick: () => void }) {
  const { zoom } = useViewport()
  return (
    <button type="button" className="canvas-zoom" title={t('Zoom to 100 %')} onClick={onClick}>
      {Math.round(zoom * 100)} %
    </button>
  )
}
