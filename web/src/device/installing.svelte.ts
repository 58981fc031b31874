/** Installs the service worker, and tells when a new version waits for the next start. */

class Installing {
  newVersion = $state(false);

  async begin(): Promise<void> {
    if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
    const registration = await navigator.serviceWorker.register('/console/service-worker.js').catch(() => undefined);
    if (!registration) return; // a browser that forbids them opens the console from the network
    this.newVersion = registration.waiting !== null;
    registration.addEventListener('updatefound', () => {
      const fresh = registration.installing;
      fresh?.addEventListener('statechange', () => {
        this.newVersion = fresh.state === 'installed' && navigator.serviceWorker.controller !== null;
      });
    });
  }
}

export const installing = new Installing();
