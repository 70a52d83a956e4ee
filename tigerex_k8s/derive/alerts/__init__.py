"""What somebody is told, derived for every service, call, store and part of the platform."""
