"""What people look at: each dashboard as rows of panels, and each panel as queries."""
