# ruleid: logged-secret
logger.info("Signed in with %s", token)
# ruleid: logged-secret
_logger.warning("Could not write to %s", person.email)
# ok: logged-secret
logger.info("Signed in as %s", person.pk)
