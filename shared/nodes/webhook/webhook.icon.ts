export { IconWebhook as icon } from '@tabler/icons-react'
