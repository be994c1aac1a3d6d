export { IconRecordMail as icon } from '@tabler/icons-react'
