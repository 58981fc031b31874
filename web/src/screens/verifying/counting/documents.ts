import { graphql } from '../../../graphql/tada';

export const WAITING = graphql(`query InboxWaiting { inboxWaiting }`);
