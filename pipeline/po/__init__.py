"""The PO format: read (`reader`), written (`writer`), put together without being taken apart (`entries`). `catalogue` is who asks."""
