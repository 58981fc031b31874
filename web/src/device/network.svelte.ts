/** Whether the server can be reached, as the last request and the browser tell it. */

class Network {
  online = $state(navigator.onLine);
  /** Since when there is no network, or when the last answer came. */
  since = $state(new Date());

  constructor() {
    addEventListener('offline', () => this.lost());
    addEventListener('online', () => (this.online = true));
  }

  lost(): void {
    if (this.online) this.since = new Date();
    this.online = false;
  }

  reached(): void {
    this.online = true;
    this.since = new Date();
  }
}

export const network = new Network();
