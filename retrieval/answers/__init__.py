"""From passages to an answer: quoting, or writing with a chat model, and the contract that both keep."""
